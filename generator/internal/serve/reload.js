// Added to pages by `signpost serve`: reloads them when the site was built
// again, and shows what is wrong with the project.
(function () {
	"use strict";
	var version = Number(document.currentScript.dataset.version);
	var panel = null;

	function show(text) {
		if (!text) {
			if (panel) panel.remove();
			panel = null;
			return;
		}
		if (!panel) {
			panel = document.createElement("section");
			panel.className = "signpost-diagnostics";
			panel.setAttribute("aria-label", "Diagnostics");
			panel.appendChild(document.createElement("pre"));
			document.body.appendChild(panel);
		}
		panel.firstChild.textContent = text;
	}

	var events = new EventSource("/.signpost/events?page=" + encodeURIComponent(location.pathname));
	events.onmessage = function (event) {
		var news = JSON.parse(event.data);
		if (news.version !== version) {
			location.reload();
			return;
		}
		show(news.diagnostics);
	};
	window.addEventListener("pagehide", function () { events.close(); });
	window.addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
})();
