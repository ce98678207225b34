import{a,b}from"./part-TK76JAZB.js";import"./part-367456TP.js";import"./part-3LBUZZ2S.js";import"./part-GQ4C3XAI.js";export{a as Figures,b as useChart};
