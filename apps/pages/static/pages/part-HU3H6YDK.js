import{a,b}from"./part-YZRWVYAN.js";import"./part-UY4BTELV.js";import"./part-NJTABAVV.js";import"./part-2DOCFZTZ.js";import"./part-6EU2NTGL.js";export{a as ViewAs,b as ViewAsLink};
