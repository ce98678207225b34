import{a,b}from"./part-IUUOCQPO.js";import"./part-UY4BTELV.js";import"./part-YJOD5XD3.js";import"./part-RA2F62XG.js";import"./part-CONF7NS3.js";export{a as ViewAs,b as ViewAsLink};
