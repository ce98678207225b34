import{a,b}from"./part-5IEQ5SAD.js";import"./part-6HFEJWRF.js";import"./part-WJ7ZBZDS.js";import"./part-SZDRBM6B.js";export{a as Figures,b as useChart};
