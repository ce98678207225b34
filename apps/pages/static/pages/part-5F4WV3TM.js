import{b as a,c as b}from"./part-IV2TTHOB.js";import"./part-NZ43BL64.js";import"./part-DUA5KCIB.js";import"./part-QPHATD2P.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
