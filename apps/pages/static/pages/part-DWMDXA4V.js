import{a,b}from"./part-YRJJHIS4.js";import"./part-UY4BTELV.js";import"./part-IWZ2EOFH.js";import"./part-HRXH425L.js";import"./part-PCBL6BFD.js";export{a as ViewAs,b as ViewAsLink};
