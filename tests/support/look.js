// What look.py asks the page: one function each.
({
  axe: async (rules) => {
    const found = await axe.run(document, { runOnly: { type: "tag", values: rules } });
    const say = (node) => [...node.any, ...node.all, ...node.none][0]?.message ?? "";
    const show = (node) => `${node.html.slice(0, 160)}\n      ${say(node)}`;
    return found.violations.map(
      (law) => `${law.id} (${law.impact}): ${law.help}\n    ${law.nodes.slice(0, 4).map(show).join("\n    ")}`,
    );
  },
  sideways: () => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width && (box.right > width + 0.5 || box.left < -0.5);
    });
    const first = wide.slice(0, 6).map((element) => element.outerHTML.slice(0, 120));
    return [`${document.documentElement.scrollWidth} px in ${width} px`, ...first];
  },
})
