import{a,b}from"./part-VV4UXC3F.js";import"./part-NXEY7FQM.js";import"./part-FINY2M4N.js";import"./part-GBOXUWNI.js";export{a as Figures,b as useChart};
