import{b as a,c as b}from"./part-GISNHKSY.js";import"./part-J5RWX3UD.js";import"./part-HJHHP6VP.js";import"./part-6ZGDJ3K3.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
