import{a}from"./part-KNXGZTWZ.js";import"./part-FNVG5AXH.js";import"./part-3LLBFXUS.js";import"./part-YWWSHZUS.js";export{a as PushQuestion};
