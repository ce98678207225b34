import{a,b}from"./part-UIWPP7C2.js";import"./part-UY4BTELV.js";import"./part-FE3GZKQG.js";import"./part-FPPTP4DW.js";import"./part-STXV6PDY.js";export{a as ViewAs,b as ViewAsLink};
