"""The commands, a module each; `reference` holds those of `ontrack reference`."""
