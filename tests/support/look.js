// What look.py asks the page: one function each.
({
  axe: async (type, values) => {
    const ask = (where, runOnly) => axe.run(where, { runOnly, resultTypes: ["violations"], preload: false });
    const found = await ask(document, { type, values });
    // What lies under a bar at the window's edge is measured again where a person would bring it to press it.
    for (const law of found.violations.filter((one) => one.id === "target-size")) {
      const small = [];
      for (const node of law.nodes) {
        document.querySelector(node.target[0]).scrollIntoView({ block: "center", behavior: "instant" });
        const again = await ask({ include: [node.target] }, { type: "rule", values: ["target-size"] });
        if (again.violations.length) small.push(node);
      }
      law.nodes = small;
    }
    const say = (node) => [...node.any, ...node.all, ...node.none][0]?.message ?? "";
    const show = (node) => `${node.html.slice(0, 160)}\n      ${say(node)}`;
    return found.violations.filter((law) => law.nodes.length).map(
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
