"""What people are told: written as text, HTML and calendar, and sent by mail or chat."""
