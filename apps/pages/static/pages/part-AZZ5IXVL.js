import{a,b}from"./part-M7WBAW27.js";import"./part-65PV7C7Q.js";import"./part-6ZGDJ3K3.js";import"./part-UA3FRZVZ.js";export{b as Palette,a as PaletteButton};
