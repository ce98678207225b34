import{c as a,d as b,e as c}from"./part-A75P7E4M.js";import"./part-QU4V4EKS.js";import"./part-VMA5FJ2P.js";export{a as ImportPage,b as MarkImportPage,c as Report};
