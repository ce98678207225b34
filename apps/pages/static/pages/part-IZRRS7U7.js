import{a,b}from"./part-RIWGHRYW.js";import"./part-22VPF7ZN.js";import"./part-XARE7XH4.js";import"./part-JJQXO4BH.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
