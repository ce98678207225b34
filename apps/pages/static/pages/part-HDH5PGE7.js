import{a}from"./part-SPPSROBL.js";import"./part-FNVG5AXH.js";import"./part-G32BYWOV.js";import"./part-X3VDGDVP.js";export{a as PushQuestion};
