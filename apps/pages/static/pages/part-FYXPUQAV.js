import{a}from"./part-SZYHWGYA.js";import"./part-FNVG5AXH.js";import"./part-ELD242ES.js";import"./part-OWTMX7I7.js";export{a as PushQuestion};
