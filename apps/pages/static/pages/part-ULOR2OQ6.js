import{a,b}from"./part-AA3C7SV5.js";import"./part-UY4BTELV.js";import"./part-MEPRQ5ZA.js";import"./part-5JSL6DN4.js";import"./part-XNOA4SZX.js";export{a as ViewAs,b as ViewAsLink};
