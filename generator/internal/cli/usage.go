package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"signpost/generator/internal/diag"
)

// plainly is how cobra's own checks of arguments begin what they say, of numbers and not of names.
var plainly = []string{"accepts ", "requires ", "unknown command "}

// speak has a command, and those below it, say what is wrong with how they were called as the rest of the program
// does: what is missing or too much, and how to call them.
func speak(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if err := cmp.Or(missingFlag(c), twoFlags(c)); err != nil {
				return err
			}
			err := check(c, args)
			if err == nil || !slices.ContainsFunc(plainly, func(words string) bool { return strings.HasPrefix(err.Error(), words) }) {
				return err
			}
			return misused(c, args)
		}
	}
	for _, below := range c.Commands() {
		speak(below)
	}
}

// misused says what is wrong with the arguments of a command, which has to have others.
func misused(c *cobra.Command, args []string) error {
	usage := c.Parent().CommandPath() + " " + c.Use
	_, named, _ := strings.Cut(c.Use, " ") // the arguments, as they stand in the help
	switch {
	case c.HasAvailableSubCommands() && named == "":
		return fmt.Errorf("unknown command %q for %q%s", args[0], c.CommandPath(), meant(c, args[0]))
	case named == "":
		return fmt.Errorf("%q is too much; it is called as: %s", args[0], usage)
	case len(args) == 0:
		return fmt.Errorf("%s is missing; it is called as: %s", strings.Fields(named)[0], usage)
	case len(c.ValidArgs) > 0 && len(args) == 1:
		return fmt.Errorf("%q is none of these: %s", args[0], strings.Join(c.ValidArgs, ", "))
	}
	return fmt.Errorf("%q is too much; it is called as: %s", args[len(args)-1], usage)
}

// meant names the command below that somebody may have meant; "" if there is none.
func meant(c *cobra.Command, name string) string {
	var names []string
	for _, below := range c.Commands() {
		if below.IsAvailableCommand() {
			names = append(names, below.Name())
		}
	}
	if near, ok := diag.Nearest(name, names); ok {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return "; it has: " + strings.Join(names, ", ")
}

// missingFlag names the first flag that must be given and is not, and says what it takes.
func missingFlag(c *cobra.Command) (err error) {
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if err == nil && !f.Changed && len(f.Annotations[cobra.BashCompOneRequiredFlag]) > 0 {
			err = fmt.Errorf("--%s is missing: %s", f.Name, f.Usage)
		}
	})
	return err
}

// exclusive is where cobra keeps, at each flag, the groups of which one alone may be given.
const exclusive = "cobra_annotation_mutually_exclusive"

// twoFlags names two flags of which one alone may be given.
func twoFlags(c *cobra.Command) (err error) {
	given := map[string]string{} // a flag of the group, by group
	c.Flags().Visit(func(f *pflag.Flag) {
		for _, group := range f.Annotations[exclusive] {
			if other := given[group]; other != "" && err == nil {
				err = fmt.Errorf("--%s and --%s do not go together", other, f.Name)
			}
			given[group] = f.Name
		}
	})
	return err
}

// group is for a command that only holds others: called alone it says which, and a slip in a name below it is not taken for a
// call for help.
func group(use, short string, below ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{
		Use:   use,
		Short: short,
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(below...)
	return c
}

// help is what cobra's command of this name does, but for names that are none: these are wrong usage.
func help(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND…]",
		Short: "Show how a command is called",
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return fmt.Errorf("unknown command %q for %q%s", rest[0], c.CommandPath(), meant(c, rest[0]))
			}
			c.InitDefaultHelpFlag()
			c.InitDefaultVersionFlag()
			return c.Help()
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
			c, _, err := root.Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var names []cobra.Completion
			for _, below := range c.Commands() {
				if below.IsAvailableCommand() && strings.HasPrefix(below.Name(), begun) {
					names = append(names, cobra.CompletionWithDesc(below.Name(), below.Short))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	}
}
