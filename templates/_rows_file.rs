// {{ header }}

{{ module.body }}
