import{a,b}from"./part-V7DZJQA3.js";import"./part-XREQTGJP.js";import"./part-QT6P5SYN.js";import"./part-FWL6VWHF.js";export{a as Figures,b as useChart};
