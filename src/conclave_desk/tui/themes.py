"""Three themes of the same few tokens: ink, paper, one accent, good, stop, warn, muted.

Every tone is read on paper, on what is raised, and under the cursor: tests/tui/test_themes.py measures each pair (WCAG:
4.5 to 1, in high contrast 7 to 1). Good leans to blue and stop to orange, so that they stay apart for red-green blindness; each also has a sign and a word.
"""

from __future__ import annotations

from textual.theme import Theme


def _theme(name: str, *, dark: bool, **tokens: str) -> Theme:
    ink, paper, raised, line = tokens["ink"], tokens["paper"], tokens["raised"], tokens["line"]
    accent, good, stop, warn, muted = (tokens[key] for key in ("accent", "good", "stop", "warn", "muted"))
    return Theme(
        name=name,
        dark=dark,
        primary=accent,
        secondary=muted,
        accent=accent,
        foreground=ink,
        background=paper,
        surface=paper,
        panel=raised,
        success=good,
        error=stop,
        warning=warn,
        variables={
            "ink": ink,
            "paper": paper,
            "raised": raised,
            "line": line,
            "good": good,
            "stop": stop,
            "warn": warn,
            "muted": muted,
            "on-accent": tokens["on_accent"],
            "cursor": tokens["cursor"],
            "border": accent,
            "border-blurred": line,
            "input-selection-background": f"{accent} 40%",
            "block-cursor-background": tokens["cursor"],
            "block-cursor-foreground": ink,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": tokens["cursor"],
            "block-cursor-blurred-foreground": ink,
            "block-cursor-blurred-text-style": "none",
            "footer-background": paper,
        },
    )


def themes() -> list[Theme]:
    """Light, dark, high-contrast."""
    return [
        _theme(
            "dark",
            dark=True,
            ink="#d8dee9",
            paper="#12161d",
            raised="#1b212b",
            line="#323b4a",
            accent="#7aa7e8",
            on_accent="#0d1117",
            cursor="#26374f",
            good="#5cc2a8",
            stop="#f08a5d",
            warn="#e3c05a",
            muted="#97a3b8",
        ),
        _theme(
            "light",
            dark=False,
            ink="#1d2430",
            paper="#fbfaf7",
            raised="#f0eee8",
            line="#cbc7bb",
            accent="#1f4e8c",
            on_accent="#ffffff",
            cursor="#d5e3f5",
            good="#0b6b5e",
            stop="#ad370c",
            warn="#7d5a00",
            muted="#59606d",
        ),
        _theme(
            "high-contrast",
            dark=True,
            ink="#ffffff",
            paper="#000000",
            raised="#2a2a2a",
            line="#ffffff",
            accent="#a8d4ff",
            on_accent="#000000",
            cursor="#00287a",
            good="#5dffd1",
            stop="#ffb994",
            warn="#ffe14d",
            muted="#dadada",
        ),
    ]
