import{a,b}from"./part-36EM7CMF.js";import"./part-3PGR4ONZ.js";import"./part-IHMBSJCT.js";import"./part-CONF7NS3.js";export{a as Figures,b as useChart};
