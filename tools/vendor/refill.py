"""Refill the web assets that others made: `cd tools/vendor && npm ci --ignore-scripts && python refill.py`.

Copies them as published, without the line that names a source map, and writes down name, version, licence,
integrity and digest of every file. Running and testing Foyer need neither this script nor node.
"""

import hashlib
import json
import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGES = HERE / "node_modules"
STATIC = ROOT / "web" / "static"
VENDOR = STATIC / "vendor"
FONTS = {
    "@fontsource-variable/inter": ("latin", "latin-ext", "cyrillic", "greek", "vietnamese"),
    "@fontsource-variable/noto-sans-arabic": ("arabic",),
}
SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=.*\s*$")
FACE = re.compile(r"/\* (\S+)-wght-normal \*/\n(@font-face \{.*?\n\})", re.DOTALL)


def short(package: str) -> str:
    return package.removeprefix("@").replace("/", "-")


def copy(package: str, source: str, target: Path) -> list[Path]:
    """Copy one file of a package, and its licence beside it."""
    licence = target.parent / f"LICENSE.{short(package)}.txt"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(SOURCE_MAP.sub(b"\n", (PACKAGES / package / source).read_bytes()))
    licence.write_bytes((PACKAGES / package / "LICENSE").read_bytes())
    return [target, licence]


def fonts() -> dict[str, list[Path]]:
    """Copy the subsets we ship and write the style sheet that names them."""
    files: dict[str, list[Path]] = {}
    sheet = []
    for package, subsets in FONTS.items():
        family = package.split("/")[1]
        for name, rule in FACE.findall((PACKAGES / package / "index.css").read_text()):
            if name.removeprefix(f"{family}-") in subsets:
                file = f"{name}-wght-normal.woff2"
                files.setdefault(package, []).extend(copy(package, f"files/{file}", VENDOR / "fonts" / file))
                sheet.append(rule.replace("./files/", "vendor/fonts/").replace("U+2010-2011,", ""))
    (STATIC / "css" / "base" / "fonts.css").write_text("\n".join(sheet) + "\n")
    return files


def sprite() -> dict[str, list[Path]]:
    """Join the icons of icons.txt into one file that `<use>` reads."""
    package = "@tabler/icons"
    symbols = []
    for name in sorted((HERE / "icons.txt").read_text().split()):
        drawn = (PACKAGES / package / "icons" / "outline" / f"{name}.svg").read_text()
        body = re.sub(r'\s*<path stroke="none"[^>]*/>', "", drawn[drawn.index(">") + 1 : drawn.rindex("</svg>")])
        paths = "".join(line.strip() for line in body.splitlines())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>')
    target = STATIC / "icons.svg"
    target.write_text("\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>"]) + "\n")
    licence = VENDOR / f"LICENSE.{short(package)}.txt"
    licence.write_bytes((PACKAGES / package / "LICENSE").read_bytes())
    return {package: [target, licence]}


def lock(files: dict[str, list[Path]]) -> None:
    packages = json.loads((HERE / "package-lock.json").read_text())["packages"]
    entries = []
    for name, paths in sorted(files.items()):
        entry = packages[f"node_modules/{name}"]
        digests = {
            str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(set(paths))
        }
        entries.append(
            {
                "name": name,
                "version": entry["version"],
                "licence": entry["license"],
                "integrity": entry["integrity"],
                "sha256": digests,
            }
        )
    (VENDOR / "vendor.lock.json").write_text(json.dumps(entries, indent=2) + "\n")


def main() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    files = fonts() | sprite()
    files["htmx.org"] = copy("htmx.org", "dist/htmx.min.js", VENDOR / "htmx.min.js")
    files["axe-core"] = copy("axe-core", "axe.min.js", ROOT / "tests" / "vendor" / "axe.min.js")
    lock(files)


if __name__ == "__main__":
    main()
