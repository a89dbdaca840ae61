// A classic script in the head: the theme someone chose has to stand before the first paint.
document.documentElement.dataset["theme"] = localStorage.getItem("theme") ?? "system";
