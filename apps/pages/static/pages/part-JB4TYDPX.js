import{a,b}from"./part-UXZDITAR.js";import"./part-D2OEI4Z3.js";import"./part-RCGW2WYD.js";import"./part-UA3FRZVZ.js";export{b as Palette,a as PaletteButton};
