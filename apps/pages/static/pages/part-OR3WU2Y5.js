import{a}from"./part-7KLPH366.js";import"./part-BVFF6FPU.js";import"./part-UJLIDFUD.js";import"./part-UA3FRZVZ.js";export{a as answerQueue};
