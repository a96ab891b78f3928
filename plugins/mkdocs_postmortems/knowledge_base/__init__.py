"""What all front doors share: open a folder, read, check, learn, publish, each only when asked."""

from mkdocs_postmortems.knowledge_base.base import KnowledgeBase
from mkdocs_postmortems.knowledge_base.rules import rule_infos
from mkdocs_postmortems.knowledge_base.schemas import SCHEMAS, schema_of

__all__ = ["SCHEMAS", "KnowledgeBase", "rule_infos", "schema_of"]
