import{a,b}from"./part-EC55PYMP.js";import"./part-VYVT2JJJ.js";import"./part-6HPNBFJ7.js";import"./part-6EU2NTGL.js";export{a as Figures,b as useChart};
