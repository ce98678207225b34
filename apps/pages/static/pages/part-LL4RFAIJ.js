import{a,b}from"./part-BGDINDM7.js";import"./part-KN53TCBM.js";import"./part-MJ6G7SNC.js";import"./part-UJLIDFUD.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
