// Following a link out of a chain closes it, so that the sentence behind it is seen.
addEventListener("hashchange", () => document.querySelector(":popover-open")?.hidePopover());
