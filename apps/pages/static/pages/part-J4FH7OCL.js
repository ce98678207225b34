import{a,b}from"./part-NKSSCCKC.js";import"./part-KPPNXUQ5.js";import"./part-ONFHA2EB.js";import"./part-STXV6PDY.js";export{a as Figures,b as useChart};
