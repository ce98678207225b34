import{a,b}from"./part-ADU6UQKB.js";import"./part-PDSGBAXI.js";import"./part-Y2TBUR72.js";import"./part-UA3FRZVZ.js";export{b as Palette,a as PaletteButton};
