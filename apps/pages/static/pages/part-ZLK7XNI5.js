import{a,b}from"./part-VQSR64FF.js";import"./part-JCYP32BU.js";import"./part-GXZTXKLN.js";import"./part-JXE6MJYZ.js";export{a as Figures,b as useChart};
