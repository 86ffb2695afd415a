package cli

import "github.com/spf13/cobra"

func (a *app) serve() *cobra.Command      { return &cobra.Command{Use: "serve"} }
func (a *app) flow() *cobra.Command       { return &cobra.Command{Use: "flow"} }
func (a *app) newCommand() *cobra.Command { return &cobra.Command{Use: "new"} }
