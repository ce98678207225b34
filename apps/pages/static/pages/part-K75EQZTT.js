import{a,b}from"./part-X5CJUE2G.js";import"./part-UY4BTELV.js";import"./part-ETYUZP4I.js";import"./part-W5UBKAK7.js";import"./part-2JGN72WH.js";export{a as ViewAs,b as ViewAsLink};
