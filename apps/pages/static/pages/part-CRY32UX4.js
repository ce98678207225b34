import{a,b}from"./part-M67Y73VS.js";import"./part-3F4WPC2F.js";import"./part-Y2B437KO.js";import"./part-YU7MNWM4.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
