import{b as a,c as b}from"./part-JGXDYVNE.js";import"./part-6VNL7WNT.js";import"./part-SE6QURR2.js";import"./part-52IKO3VV.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
