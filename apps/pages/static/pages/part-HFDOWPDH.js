import{b as a,c as b}from"./part-X22DEYES.js";import"./part-HDI6DWYF.js";import"./part-IH3KFDHF.js";import"./part-UQFXR6PW.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
