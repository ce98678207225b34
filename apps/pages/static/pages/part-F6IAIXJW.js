import{a,b}from"./part-EF4YZLJ5.js";import"./part-RQUQBVEW.js";import"./part-5M6SKFOA.js";import"./part-IGFLKVX3.js";export{a as Figures,b as useChart};
