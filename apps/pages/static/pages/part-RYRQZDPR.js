import{a,b}from"./part-L3ADOSD4.js";import"./part-UY4BTELV.js";import"./part-W4LPJECL.js";import"./part-FBPQG66Z.js";import"./part-TDBUAQYI.js";export{a as ViewAs,b as ViewAsLink};
