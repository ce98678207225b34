import{a,b}from"./part-YPGQ5CKQ.js";import"./part-IY5CHWB4.js";import"./part-CJNUZYO5.js";import"./part-UA3FRZVZ.js";export{b as Palette,a as PaletteButton};
