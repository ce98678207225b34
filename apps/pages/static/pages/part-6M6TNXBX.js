import{a,b}from"./part-OY4DGXON.js";import"./part-B54XUHHO.js";import"./part-LQEWAWFI.js";import"./part-MCGWG6FT.js";export{a as Figures,b as useChart};
