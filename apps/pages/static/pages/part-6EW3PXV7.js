import{a,b}from"./part-TU3A57OS.js";import"./part-GVVRQ7ND.js";import"./part-AGQCDPC3.js";export{a as begin,b as useDesk};
