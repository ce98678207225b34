import{a,b}from"./part-UCTEAFFN.js";import"./part-7L5JQZL3.js";import"./part-VH22BT3E.js";import"./part-5OC23S5M.js";import"./part-UA3FRZVZ.js";export{a as Figures,b as useChart};
