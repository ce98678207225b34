import{a,b}from"./part-7DTVYIDM.js";import"./part-UY4BTELV.js";import"./part-6EWCFIZU.js";import"./part-VZFCWJTF.js";import"./part-66WTKBHA.js";export{a as ViewAs,b as ViewAsLink};
