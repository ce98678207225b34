import{b as a,c as b}from"./part-TBX5TCSG.js";import"./part-5BFEKMEG.js";import"./part-364PQDQX.js";import"./part-Y2TBUR72.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
