import{a,b}from"./part-WMRIWII3.js";import"./part-B7KTXDCL.js";import"./part-7QY2QARC.js";import"./part-F4RJY6SG.js";export{a as Figures,b as useChart};
