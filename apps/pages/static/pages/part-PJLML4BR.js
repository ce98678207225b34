import{a,b}from"./part-U6LPUNUY.js";import"./part-GH6EAKYM.js";import"./part-FEJ5G6VT.js";import"./part-SJWVXDEP.js";export{a as ViewAs,b as ViewAsLink};
